-- Which trends it shows, since when, and whether before others.

-- says: Earlier than others in showing what rises (z {earliness_z:number}, of {trend_count:count|trend}).
select
    earliness.earliness_z,
    earliness.trend_count
from marts.author_earliness as earliness
inner join account on earliness.author_id = account.author_id
where earliness.is_early;

-- says: Not earlier than others in showing what rises (z {earliness_z:number}, of {trend_count:count|trend}).
select
    earliness.earliness_z,
    earliness.trend_count
from marts.author_earliness as earliness
inner join account on earliness.author_id = account.author_id
where not earliness.is_early;

-- says: Whether it is early can't be told: {reason:named}.
select earliness.reason
from marts.author_earliness as earliness
inner join account on earliness.author_id = account.author_id;

-- says: {trend:named}: {item_count:count|item} in {week_count:count|week}, from the week of {first_week} to that of {last_week}
with shown as (

    select author_trends.*
    from marts.author_trends
    inner join account on author_trends.author_id = account.author_id
    order by author_trends.item_count desc, author_trends.trend_id asc
    limit 10

),

labels as (

    select
        shown.*,
        unnest(string_split(shown.trend_id, '__')) as label_name,
        generate_subscripts(string_split(shown.trend_id, '__'), 1) as place
    from shown

)

select
    labels.trend_id,
    string_agg(coalesce(label_words.label_title, labels.label_name), ' + ' order by labels.place) as trend,
    labels.item_count,
    labels.week_count,
    labels.first_week,
    labels.last_week
from labels
left join label_words on labels.label_name = label_words.label_name
group by all
order by labels.item_count desc, labels.trend_id asc;

-- says: It shows none of the trends.
select account.author_id
from account
left join marts.author_trends on account.author_id = author_trends.author_id
where author_trends.author_id is null;
