-- id: DAT-10
-- severity: warning
-- title:
--   en: Who is prevented has a replacement
--   nl: Wie verhinderd is heeft een vervanger
-- message:
--   en: "the holder of seat {seat} of {body} is prevented, and nobody stands in"
--   nl: "de houder van zetel {seat} van {body} is verhinderd, en niemand vervangt"
-- why:
--   en: A seat of somebody who is prevented is empty in all but name.
--   nl: Een zetel van iemand die verhinderd is, is leeg op de naam na.
-- source: domain brief D.5 (Flemish mandataris_1_16) and E.4
-- mend:
--   en: appoint who stands in
--   nl: benoem wie vervangt
-- command: "regio replace {record} --by … --on … --temporary"
-- fault:
--   pick: >-
--     SELECT mandate.id FROM active_mandate AS mandate WHERE mandate.status = 'appointed' AND NOT EXISTS (SELECT 1 FROM mandate AS other WHERE other.replaces = mandate.id) ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       status: "prevented"
--   fires_on: mandate/{id}
SELECT 'mandate/' || mandate.id AS record, 'status' AS field, mandate.seat, body.name AS body, (
    SELECT date(max(former.end_date), '+1 day') FROM mandate AS former
    WHERE former.replaces = mandate.id AND former.person <> mandate.person AND former.end_date < on_date()
  ) AS since
FROM active_mandate AS mandate JOIN body ON body.id = mandate.body
WHERE mandate.status = 'prevented' AND NOT EXISTS (
    SELECT 1 FROM mandate AS other
    WHERE other.replaces = mandate.id AND other.person <> mandate.person AND other.start_date >= mandate.start_date
      AND (other.end_date IS NULL OR other.end_date >= on_date())
  )
ORDER BY mandate.id
