-- id: THO-3
-- severity: warning
-- title:
--   en: Governors sit in executive bodies, officials in civil-service ones
--   nl: Bestuurders zitten in bestuurlijke overleggen, ambtenaren in ambtelijke
-- message:
--   en: "the holder of seat {seat} of {body} is {offices}; that does not fit the level {level}"
--   nl: "de houder van zetel {seat} van {body} is {offices}; dat past niet bij het niveau {level}"
-- why:
--   en: Who decides, who prepares and who holds to account are apart in the house of Thorbecke. Secretaries, advisers and observers may come from elsewhere.
--   nl: Wie besluit, wie voorbereidt en wie controleert zijn gescheiden in het huis van Thorbecke. Secretarissen, adviseurs en waarnemers mogen van elders komen.
-- seed: Hoe snelheid en slagkracht behouden zonder voorbij te gaan aan huis van Thorbecke en bevoegdheden partners.
-- source: seed; domain brief E.2, THO-3
-- mend:
--   en: let somebody whose office fits hold the seat
--   nl: laat iemand met een passende functie de zetel bezetten
-- command: "regio replace {record} --by … --on …"
-- fault:
--   pick: >-
--     SELECT min(mandate) AS id, person, partners FROM holder WHERE level = 'executive' AND role = 'member' AND status = 'appointed' GROUP BY person HAVING count(*) = 1 ORDER BY 1 LIMIT 1
--   changes:
--     person/{person}:
--       offices: [{office: "council_member"}]
--   fires_on: mandate/{id}
WITH fit AS (
  SELECT value AS office, 'executive' AS level FROM json_each('["mayor", "alderman", "kings_commissioner", "provincial_executive", "water_board_chair", "water_board_executive", "board_chair", "board_member", "association_chair", "association_board_member", "director", "independent_chair", "regional_figurehead"]')
  UNION ALL
  SELECT value, 'civil_service' FROM json_each('["municipal_secretary", "provincial_secretary", "water_board_secretary", "council_clerk", "states_clerk", "secretary_director", "programme_manager", "department_head", "policy_adviser", "civil_servant", "director"]')
  UNION ALL
  SELECT value, 'assembly' FROM json_each('["council_member", "states_member", "council_clerk", "states_clerk"]')
)
SELECT 'mandate/' || holder.mandate AS record, 'person' AS field, 'person/' || holder.person AS also, holder.seat, holder.body_name AS body, holder.level,
       group_concat(DISTINCT office.office) AS offices
FROM holder
JOIN active_office AS office ON office.person = holder.person
LEFT JOIN fit ON fit.office = office.office AND fit.level = holder.level
WHERE holder.level <> 'external' AND holder.role NOT IN ('secretary', 'advisory_member', 'observer', 'programme_manager', 'figurehead')
GROUP BY holder.mandate
HAVING count(fit.office) = 0
ORDER BY holder.mandate
