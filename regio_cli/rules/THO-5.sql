-- id: THO-5
-- severity: info
-- title:
--   en: Who holds a seat is preferably as agreed
--   nl: Wie een zetel bezet is bij voorkeur zoals afgesproken
-- message:
--   en: "the holder of seat {seat} of {body} is not what is preferred there: {asked}"
--   nl: "de houder van zetel {seat} van {body} is niet wat daar de voorkeur heeft: {asked}"
-- why:
--   en: A preference binds nobody, and is remembered when the seat is filled again.
--   nl: Een voorkeur bindt niemand, en telt weer mee als de zetel opnieuw vervuld wordt.
-- source: domain brief A.5 (composition rules that really existed)
-- mend:
--   en: let somebody who fits hold the seat, or mend the requirement
--   nl: laat iemand die past de zetel bezetten, of herstel de eis
-- command: "regio replace {record} --by … --on …"
-- fault:
--   pick: >-
--     SELECT mandate, body, seat FROM holder ORDER BY mandate LIMIT 1
--   changes:
--     body/{body}:
--       seats.{seat}.requirements: [{offices: ["regional_figurehead"], preference: true}]
--   fires_on: mandate/{mandate}
SELECT 'mandate/' || mandate AS record, 'seat' AS field, 'body/' || body AS also, seat, body_name AS body, group_concat(asked, '; ') AS asked
FROM unmet_requirement
WHERE is_preference
GROUP BY mandate
ORDER BY mandate
