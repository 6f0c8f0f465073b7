{#-
    What a build has to say of the delivery's cells and rows, a sentence each: how columns were read, what was rejected or set to null and
    with which value, words for no value, rounded ids, and authors in several files. landed: the relations that tell, by name.
-#}
{% macro delivery_lines(landed) -%}
    {%- set issues, files, labels = landed.issues, landed.files, landed.labels -%}
    {%- set lines = spelling_lines(landed.spellings, landed.counts, files) -%}
    {%- if execute and load_relation(issues) is not none -%}
        {%- set query -%}
            select *, row_number() over (partition by source_table, kind order by row_count desc, column_name, reason) as place
            from {{ issues }}
            order by source_table, kind desc, place
        {%- endset -%}
        {%- set rejected, words = {}, {} -%}
        {%- set what = {
            'not_readable_set_to_null': 'not readable', 'negative_set_to_null': 'negative', 'point_is_ambiguous': 'with a point that may separate thousands'
        } -%}
        {%- for row in rows_by_name(query) -%}
            {%- set value = shown_value(row['example']) -%}
            {%- if row['kind'] == 'cell' -%}
                {%- do lines.append(row['column_name'] ~ ': ' ~ row['row_count'] ~ ' of ' ~ row['of_count'] ~ ' cells ' ~ what[row['reason']] ~ value ~ ' (' ~ row['source_table'] ~ '; set to null)') -%}
            {%- elif row['kind'] == 'kept_word' -%}
                {%- do lines.append(row['column_name'] ~ ': ' ~ row['row_count'] ~ ' of its cells nearly a word for no value' ~ value ~ ' (' ~ row['source_table'] ~ '; kept as text): if it is one, add it to the seed null_words') -%}
            {%- elif row['kind'] == 'null_word' -%}
                {%- do words.setdefault(row['source_table'], []).append(row['column_name'] ~ ' ' ~ row['row_count']) -%}
            {%- elif row['place'] <= 5 -%}
                {%- do rejected.setdefault(row['source_table'], []).append(row['reason'] ~ ' ' ~ row['row_count'] ~ value ~ cause_of_loss(row['reason'], row['example'], row['example_share'])) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set query -%}
            select files.source_file, max(case when records.is_fashion_forward then 'true' else 'false' end),
                min(records.unparsed_is_fashion_forward), count(records.is_fashion_forward_problem), count(*)
            from {{ landed.segmentations }} as records
            inner join {{ files }} as files on records.file_number = files.file_number
            where records.reject_reason is null and (records.is_fashion_forward is not null or records.is_fashion_forward_problem is not null)
            group by files.source_file
            having count(records.is_fashion_forward_problem) > 0 and count(distinct records.is_fashion_forward) = 1
            order by files.source_file
        {%- endset -%}
        {%- for file, read, unread, unread_count, all in run_query(query).rows -%}
            {%- do lines.append('FASHION_INTEREST_SEGMENT of ' ~ file ~ ' is half read: every cell that can be read says ' ~ read ~ ', and ' ~ unread_count ~ ' of ' ~ all ~ ' can not' ~ shown_value(unread[:40]) ~ ': if that is the other word of the flag, add it to the seed flag_words') -%}
        {%- endfor -%}
        {%- for table, texts in words.items() %}{% do lines.append('Words for no value in ' ~ table ~ ', taken as unknown: ' ~ texts | join(', ')) %}{% endfor -%}
        {%- for table, texts in rejected.items() %}{% do lines.append('Rejected of ' ~ table ~ ': ' ~ texts | join('; ')) %}{% endfor -%}
        {%- set query -%}
            select count(*), sum(case when image_id % 100 <> 0 then 1 else 0 end)
            from {{ labels }}
            where abs(image_id / 10) >= 1e14
        {%- endset -%}
        {%- set ids = run_query(query).rows[0] -%}
        {%- if ids[0] >= 3 and ids[1] == 0 and run_query('select count(distinct image_id) from ' ~ labels ~ ' where abs(image_id / 10) >= 1e14').rows[0][0] >= spelling_rule('min_rounded_ids') | float -%}
            {%- do lines.append('IMAGE_ID of MART_IMAGES_LABELS: all ids of 16 and more digits end in 00, as after Excel, fwrite or JavaScript, so images may be merged: export ids as text') -%}
        {%- endif -%}
        {%- for table, landed, counts in [('MART_AUTHORS', landed.authors, 'count(distinct follower_count) > 1 or count(distinct follow_count) > 1'), ('MART_AUTHORS_SEGMENTATIONS', landed.segmentations, 'count(distinct follower_count) > 1')] -%}
            {%- set query -%}
                with several as (
                    select author_id, max(file_number) as file_number
                    from {{ landed }}
                    where reject_reason is null
                    group by author_id
                    having count(distinct file_number) > 1 and ({{ counts }})
                )
                select count(*), max(files.source_file)
                from several
                inner join {{ files }} as files on several.file_number = files.file_number
            {%- endset -%}
            {%- set several = run_query(query).rows[0] -%}
            {%- if several[0] > 0 -%}
                {%- do lines.append(several[0] ~ ' authors of ' ~ table ~ ' come in several files with other counts: the file whose name sorts last is kept (' ~ several[1] ~ '), see marts.cell_issues') -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(lines) -%}
{%- endmacro %}
