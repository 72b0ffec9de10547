-- id: DAT-4
-- severity: error
-- title:
--   en: A mandate lies within the life of its seat
--   nl: Een mandaat valt binnen de levensduur van zijn zetel
-- message:
--   en: "this mandate {en}"
--   nl: "dit mandaat {nl}"
-- why:
--   en: A seat may be made later than its body, or end before it.
--   nl: Een zetel kan later ingesteld zijn dan het overleg, of eerder vervallen.
-- source: domain brief D.5 (Flemish mandataris_1_2) and E.4
-- mend:
--   en: mend the dates of the mandate or of what it is in
--   nl: herstel de data van het mandaat, of van dat waar het in valt
-- command: "regio set {record} start_date=… end_date=…"
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.body, mandate.seat, date(mandate.start_date, '+1 day') AS later FROM active_mandate AS mandate
--     JOIN seat ON seat.body = mandate.body AND seat.id = mandate.seat AND seat.start_date IS NULL WHERE mandate.start_date < on_date() ORDER BY mandate.id LIMIT 1
--   changes:
--     body/{body}:
--       seats.{seat}.start_date: "{later}"
--   fires_on: mandate/{id}
WITH bounded AS (
  SELECT term.mandate, term.start_date, term.end_date, term.status, term.seat_start AS first_day, term.seat_end AS last_day, term.seat AS name, 'body/' || term.body AS also
  FROM term
)
SELECT 'mandate/' || mandate AS record, CASE WHEN start_date < first_day THEN 'start_date' ELSE 'end_date' END AS field, also,
       CASE WHEN start_date < first_day THEN 'begins on ' || start_date || ', but its seat ' || name || ' only on ' || first_day
            WHEN end_date IS NULL THEN 'has no end, but its seat ' || name || ' ends on ' || last_day
            ELSE 'ends on ' || end_date || ', but its seat ' || name || ' already on ' || last_day END AS en,
       CASE WHEN start_date < first_day THEN 'begint op ' || start_date || ', maar de zetel ' || name || ' pas op ' || first_day
            WHEN end_date IS NULL THEN 'heeft geen einde, maar de zetel ' || name || ' eindigt op ' || last_day
            ELSE 'eindigt op ' || end_date || ', maar de zetel ' || name || ' al op ' || last_day END AS nl
FROM bounded
WHERE (start_date < first_day OR end_date > last_day OR (end_date IS NULL AND last_day IS NOT NULL AND status <> 'ended'))
  -- What is in force while the other is not, the references tell.
  AND NOT coalesce(start_date <= on_date() AND coalesce(end_date, on_date()) >= on_date() AND (last_day < on_date() OR first_day > on_date()), 0)
ORDER BY mandate
