-- What activity it takes to be placed.

-- says: {few:count|account} ({share:share}) {verb} fewer than the {least_images:count} images that a style cluster takes;
--   {silent_count:count} of them posted nothing.
select
    few_images_count as few,
    few_images_count * 1.0 / author_count as share,
    least_images,
    silent_count,
    case when few_images_count = 1 then 'shows' else 'show' end as verb
from advice
where few_images_count > 0;

-- says: Every account shows the {least_images:count} images that a style cluster takes.
select least_images from advice
where author_count > 0 and few_images_count = 0;

-- says: The delivery holds no account, so there is nothing to show.
select author_count from panel
where author_count = 0;
