-- id: DAT-5
-- severity: error
-- title:
--   en: A mandate lies within the time that its partner takes part
--   nl: Een mandaat valt binnen de tijd dat zijn partner meedoet
-- message:
--   en: "this mandate {en}"
--   nl: "dit mandaat {nl}"
-- why:
--   en: Nobody can speak for a partner that does not take part yet, or no longer. A seat of several partners goes on without one of them.
--   nl: Niemand kan spreken namens een partner die nog niet of niet meer meedoet. Een zetel van meer partners blijft bestaan zonder een van hen.
-- source: domain brief D.5 (Flemish mandataris_1_2) and E.4
-- mend:
--   en: mend the dates of the mandate or of what it is in
--   nl: herstel de data van het mandaat, of van dat waar het in valt
-- command: "regio set {record} start_date=… end_date=…"
-- fault:
--   pick: >-
--     SELECT mandate.id, spoken.value AS partner, date(mandate.start_date, '+1 day') AS later FROM active_mandate AS mandate, json_each(mandate.on_behalf_of) AS spoken
--     JOIN partner ON partner.id = spoken.value AND partner.start_date IS NULL WHERE mandate.start_date < on_date() ORDER BY mandate.id LIMIT 1
--   changes:
--     partner/{partner}:
--       start_date: "{later}"
--   fires_on: mandate/{id}
WITH bounded AS (
  SELECT term.mandate, term.start_date, term.end_date, term.status, partner.start_date AS first_day, partner.end_date AS last_day, partner.name AS name, 'partner/' || partner.id AS also
  FROM term, json_each(CASE WHEN term.own_partners IS NOT NULL OR json_array_length(term.partners) = 1 THEN term.partners END) AS spoken
  JOIN partner ON partner.id = spoken.value
)
SELECT 'mandate/' || mandate AS record, CASE WHEN start_date < first_day THEN 'start_date' ELSE 'end_date' END AS field, also,
       CASE WHEN start_date < first_day THEN 'begins on ' || start_date || ', but partner ' || name || ' only on ' || first_day
            WHEN end_date IS NULL THEN 'has no end, but partner ' || name || ' ends on ' || last_day
            ELSE 'ends on ' || end_date || ', but partner ' || name || ' already on ' || last_day END AS en,
       CASE WHEN start_date < first_day THEN 'begint op ' || start_date || ', maar partner ' || name || ' pas op ' || first_day
            WHEN end_date IS NULL THEN 'heeft geen einde, maar partner ' || name || ' eindigt op ' || last_day
            ELSE 'eindigt op ' || end_date || ', maar partner ' || name || ' al op ' || last_day END AS nl
FROM bounded
WHERE (start_date < first_day OR end_date > last_day OR (end_date IS NULL AND last_day IS NOT NULL AND status <> 'ended'))
  -- What is in force while the other is not, the references tell.
  AND NOT coalesce(start_date <= on_date() AND coalesce(end_date, on_date()) >= on_date() AND (last_day < on_date() OR first_day > on_date()), 0)
ORDER BY mandate
