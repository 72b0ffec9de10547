-- id: KLB-3
-- severity: warning
-- title:
--   en: No member of an executive sits in the sounding board
--   nl: Geen collegelid zit in de klankbordgroep
-- message:
--   en: "the holder of seat {seat} of {body} is {offices}"
--   nl: "de houder van zetel {seat} van {body} is {offices}"
-- why:
--   en: Who governs can’t be the sounding board of governors.
--   nl: Wie bestuurt kan niet de klankbordgroep van bestuurders zijn.
-- seed: Klankbordgroep voor raden en staten.
-- source: domain brief E.2, KLB-1
-- mend:
--   en: let a member of the council or states hold the seat
--   nl: laat een raads- of statenlid de zetel bezetten
-- command: "regio replace {record} --by … --on …"
-- fault:
--   pick: >-
--     SELECT holder.mandate, holder.person FROM holder JOIN active_body AS body ON body.id = holder.body WHERE body.type = 'sounding_board' AND body.level = 'assembly' ORDER BY holder.mandate LIMIT 1
--   changes:
--     person/{person}:
--       offices: [{office: "alderman"}]
--   fires_on: mandate/{mandate}
SELECT 'mandate/' || holder.mandate AS record, 'person' AS field, 'person/' || holder.person AS also, holder.seat, holder.body_name AS body,
       group_concat(DISTINCT office.office) AS offices
FROM holder
JOIN active_body AS body ON body.id = holder.body AND body.type = 'sounding_board' AND body.level = 'assembly'
JOIN active_office AS office ON office.person = holder.person
WHERE office.office IN ('mayor', 'alderman', 'kings_commissioner', 'provincial_executive', 'water_board_chair', 'water_board_executive')
GROUP BY holder.mandate
ORDER BY holder.mandate
