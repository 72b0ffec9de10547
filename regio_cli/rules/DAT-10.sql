-- id: DAT-10
-- severity: warning
-- title:
--   en: Somebody stands in for an absent holder
--   nl: Wie afwezig is heeft een vervanger
-- message:
--   en: "the holder of seat {seat} of {body} is absent, and nobody stands in"
--   nl: "de houder van zetel {seat} van {body} is afwezig, en niemand vervangt"
-- why:
--   en: A seat whose holder is absent is empty in all but name.
--   nl: Een zetel waarvan de houder afwezig is, is leeg op de naam na.
-- source: domain brief D.5 (Flemish mandataris_1_16) and E.4
-- mend:
--   en: appoint who stands in
--   nl: benoem wie vervangt
-- command: "regio replace {record} --by … --on … --temporary"
-- fault:
--   pick: >-
--     SELECT mandate.id, on_date() AS today FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND mandate.replaces IS NULL ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       absences: [{start_date: "{today}"}]
--   fires_on: mandate/{id}
SELECT 'mandate/' || mandate.id AS record, 'absences.' || absence.position AS field, mandate.seat, body.name AS body,
       CASE WHEN other.end_date < on_date() THEN date(other.end_date, '+1 day') ELSE absence.start_date END AS since
FROM active_absence AS absence
JOIN active_mandate AS mandate ON mandate.id = absence.mandate
JOIN body ON body.id = mandate.body
LEFT JOIN mandate AS other ON other.id = absence.stand_in AND other.person <> mandate.person
WHERE mandate.status <> 'nominated' AND NOT EXISTS (
    SELECT 1 FROM active_mandate AS standing
    WHERE standing.id = absence.stand_in AND standing.status <> 'nominated' AND standing.person <> mandate.person
  )
ORDER BY mandate.id, absence.position
