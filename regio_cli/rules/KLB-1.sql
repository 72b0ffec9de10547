-- id: KLB-1
-- severity: warning
-- title:
--   en: Every council and states has somebody in the sounding board
--   nl: Elke raad en staten heeft iemand in de klankbordgroep
-- message:
--   en: "{covered}/{number} councils and states have somebody in the sounding board; missing: {missing}"
--   nl: "{covered}/{number} raden en staten hebben iemand in de klankbordgroep; ontbreekt: {missing}"
-- why:
--   en: The sounding board keeps councils and states connected; one that is not there hears of it last.
--   nl: De klankbordgroep houdt raden en staten betrokken; wie er niet bij is hoort het het laatst.
-- seed: Klankbordgroep voor raden en staten.
-- source: seed; domain brief A.5 and E.2, KLB-1
-- mend:
--   en: ask the clerk who is to come, and appoint them
--   nl: vraag de griffier wie er komt, en benoem die
-- command: "regio appoint … --to {record}"
-- fault:
--   pick: >-
--     SELECT holder_partner.body, min(holder_partner.mandate) AS mandate FROM holder_partner JOIN active_body AS body ON body.id = holder_partner.body
--     WHERE body.type = 'sounding_board' AND body.level = 'assembly' GROUP BY holder_partner.partner HAVING count(*) = 1 ORDER BY 2 LIMIT 1
--   changes:
--     "mandate/{mandate}": null
--   fires_on: body/{body}
WITH assembly AS (
  SELECT coalesce(partner.short_name, partner.name) AS name, council.is_heard
  FROM council JOIN partner ON partner.id = council.partner
  ORDER BY partner.id
)
SELECT coalesce('body/' || (SELECT min(id) FROM active_body WHERE type = 'sounding_board' AND level = 'assembly'), 'registry/registry') AS record,
       sum(is_heard) AS covered, count(*) AS number, group_concat(CASE WHEN NOT is_heard THEN name END, ', ') AS missing
FROM assembly
HAVING sum(is_heard) < count(*)
