-- id: DAT-3
-- severity: error
-- title:
--   en: A mandate lies within the life of its body
--   nl: Een mandaat valt binnen de levensduur van zijn overleg
-- message:
--   en: "this mandate {en}"
--   nl: "dit mandaat {nl}"
-- why:
--   en: Nobody can sit in a body that is not there yet, or no longer.
--   nl: Niemand kan in een overleg zitten dat er nog niet of niet meer is.
-- source: domain brief D.5 (Flemish mandataris_1_2) and E.4
-- mend:
--   en: mend the dates of the mandate or of what it is in
--   nl: herstel de data van het mandaat, of van dat waar het in valt
-- command: "regio set {record} start_date=… end_date=…"
-- fault:
--   pick: >-
--     SELECT mandate.id, date(body.start_date, '-1 day') AS before FROM mandate JOIN body ON body.id = mandate.body
--     WHERE body.start_date IS NOT NULL AND mandate.status = 'appointed' ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       start_date: "{before}"
--   fires_on: mandate/{id}
WITH bounded AS (
  SELECT term.mandate, term.start_date, term.end_date, term.status, term.body_start AS first_day, term.body_end AS last_day, term.body_name AS name, 'body/' || term.body AS also
  FROM term
)
SELECT 'mandate/' || mandate AS record, CASE WHEN start_date < first_day THEN 'start_date' ELSE 'end_date' END AS field, also,
       CASE WHEN start_date < first_day THEN 'begins on ' || start_date || ', but the body ' || name || ' only on ' || first_day
            WHEN end_date IS NULL THEN 'has no end, but the body ' || name || ' ends on ' || last_day
            ELSE 'ends on ' || end_date || ', but the body ' || name || ' already on ' || last_day END AS en,
       CASE WHEN start_date < first_day THEN 'begint op ' || start_date || ', maar het overleg ' || name || ' pas op ' || first_day
            WHEN end_date IS NULL THEN 'heeft geen einde, maar het overleg ' || name || ' eindigt op ' || last_day
            ELSE 'eindigt op ' || end_date || ', maar het overleg ' || name || ' al op ' || last_day END AS nl
FROM bounded
WHERE (start_date < first_day OR end_date > last_day OR (end_date IS NULL AND last_day IS NOT NULL AND status <> 'ended'))
  -- What is in force while the other is not, the references tell.
  AND NOT coalesce(start_date <= on_date() AND coalesce(end_date, on_date()) >= on_date() AND (last_day < on_date() OR first_day > on_date()), 0)
ORDER BY mandate
