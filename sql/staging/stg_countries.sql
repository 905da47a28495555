-- one row per country, with its name and UN M49 subregion
select code as country_code, name_en as country_name, m49_subregion as region
from countries
