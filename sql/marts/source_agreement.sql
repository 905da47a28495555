-- one row per pair of sources and attribute: on how many events both report it, and on how many they say the same
select
    source_a,
    source_b,
    attribute,
    sum(compared_count)::bigint as compared_count,
    sum(agreed_count)::bigint as agreed_count,
from source_agreement_evidence
group by all
