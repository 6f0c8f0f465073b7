with earliness as (

    select * from {{ ref('author_earliness') }}

)

select
    author_id,
    earliness_z,
    is_early
from earliness
order by author_id
