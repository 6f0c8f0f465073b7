-- Whom it resembles, by what both show.

-- says: {lookalike_id}: similarity {similarity:number}, {follower_band:named}, {style:named}; both show {labels}
with lookalikes as (

    select
        lookalikes.*,
        unnest(string_split(lookalikes.shared_labels, ',')) as label_name,
        generate_subscripts(string_split(lookalikes.shared_labels, ','), 1) as place
    from marts.author_lookalikes as lookalikes
    inner join account on lookalikes.author_id = account.author_id

)

select
    lookalikes.lookalike_id,
    lookalikes.similarity,
    author_segments.follower_band,
    coalesce(author_segments.style_cluster, author_segments.style_state) as style,
    string_agg(coalesce(label_words.label_title, lookalikes.label_name), ', ' order by lookalikes.place) as labels
from lookalikes
inner join marts.author_segments on lookalikes.lookalike_id = author_segments.author_id
left join label_words on lookalikes.label_name = label_words.label_name
group by all
order by lookalikes.similarity desc, lookalikes.lookalike_id asc;

-- says: It shows too little to be compared.
select account.author_id
from account
left join marts.author_lookalikes as lookalikes on account.author_id = lookalikes.author_id
where lookalikes.author_id is null;
