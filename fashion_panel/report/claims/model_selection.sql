-- How many clusters were chosen, and how stable they are.

-- says: {k} clusters were chosen: fitted again on half of the accounts, the least stable of them overlaps with its former self
--   by {min_jaccard:number} (Jaccard index; {least_jaccard:number} is asked for).
select
    model_selection.k,
    model_selection.min_jaccard,
    limits.least_jaccard
from model_selection
cross join limits
where model_selection.is_chosen and model_selection.k > 1;

-- says: One cluster was kept: no larger number of clusters passed every check.
select k from model_selection
where is_chosen and k = 1;

-- says: No model was fitted: too few accounts have enough items.
select panel.author_count
from panel
left join model_selection on model_selection.is_chosen
where panel.author_count > 0 and model_selection.k is null;
