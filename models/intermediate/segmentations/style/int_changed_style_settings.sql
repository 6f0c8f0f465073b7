with fitted_settings as (

    select
        fits.kind,
        fits.measure as setting,
        fits.value
    from {{ ref('kmeans_fits') }} as fits
    inner join {{ ref('int_style_models') }} as style_models on fits.model_version = style_models.model_version
    where style_models.is_in_use and fits.kind in ('setting', 'weight')

),

present_settings as (

    select
        'setting' as kind,
        threshold_name as setting,
        value
    from {{ ref('thresholds') }}
    union all
    select
        'weight' as kind,
        category as setting,
        weight as value
    from {{ ref('style_features') }}

),

-- a category that the model doesn't know matters as soon as somebody shows it
new_features as (

    select distinct feature
    from {{ ref('int_style_features') }}
    where feature not in (
        select setting from fitted_settings
        where kind = 'weight'
    )

),

changed_settings as (

    select
        fitted_settings.kind,
        fitted_settings.setting,
        fitted_settings.value as fitted_value,
        present_settings.value as present_value,
        fitted_settings.setting || ' was ' || cast(fitted_settings.value as string)
        || ' when the model was fitted and is ' || coalesce(cast(present_settings.value as string), 'gone')
        || ' now: retrain with refit: always to use it' as message
    from fitted_settings
    left join present_settings
        on fitted_settings.kind = present_settings.kind and fitted_settings.setting = present_settings.setting
    where
        fitted_settings.value <> present_settings.value
        -- a setting that is no more decides nothing
        or (fitted_settings.kind = 'weight' and present_settings.value is null)
    union all
    select
        'weight' as kind,
        new_features.feature as setting,
        null as fitted_value,
        style_features.weight as present_value,
        new_features.feature || ' is no feature of the model: retrain with refit: always to use it' as message
    from new_features
    inner join {{ ref('style_features') }} as style_features on new_features.feature = style_features.category

)

select * from changed_settings
