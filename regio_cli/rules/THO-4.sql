-- id: THO-4
-- severity: warning
-- title:
--   en: Who holds a seat meets its requirements
--   nl: Wie een zetel bezet voldoet aan de eisen
-- message:
--   en: "the holder of seat {seat} of {body} does not meet what it asks: {asked}"
--   nl: "de houder van zetel {seat} van {body} voldoet niet aan wat die vraagt: {asked}"
-- why:
--   en: The body agreed on what the holder of a seat must be; otherwise another sits there than was meant.
--   nl: Het overleg sprak af wat de houder van een zetel moet zijn; anders zit er een ander dan bedoeld.
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
--       seats.{seat}.requirements: [{offices: ["regional_figurehead"]}]
--   fires_on: mandate/{mandate}
SELECT 'mandate/' || mandate AS record, 'seat' AS field, 'body/' || body AS also, seat, body_name AS body, group_concat(asked, '; ') AS asked
FROM unmet_requirement
WHERE NOT is_preference
GROUP BY mandate
ORDER BY mandate
