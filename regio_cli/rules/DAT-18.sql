-- id: DAT-18
-- severity: warning
-- title:
--   en: After an election it is known who goes on
--   nl: Na een verkiezing is bekend wie doorgaat
-- message:
--   en: "lapses with the {kind} election of {date}, and nobody has said since whether the holder goes on"
--   nl: "vervalt met de verkiezing ({kind}) van {date}, en sindsdien heeft niemand gezegd of de houder doorgaat"
-- why:
--   en: Forming a new executive takes weeks to months; after that an end was forgotten, or a renewal. Who stays on does so for a while.
--   nl: Een nieuw college vormen duurt weken tot maanden; daarna is een einde vergeten, of een verlenging. Aanblijven is voor even.
-- source: domain brief C.4
-- mend:
--   en: end the mandate, or confirm that the holder goes on
--   nl: beëindig het mandaat, of bevestig dat de houder doorgaat
-- command: "regio set {record} confirmed_on=…"
-- parameters:
--   days:
--     default: 180
--     en: days after the first day of the new council within which it must be known
--     nl: dagen na de eerste dag van de nieuwe raad waarbinnen het bekend moet zijn
--   days_staying_on:
--     default: 365
--     en: the same for somebody who stays on
--     nl: hetzelfde voor wie aanblijft
-- fault:
--   pick: >-
--     SELECT mandate.id, date(min(election.date), '-1 day') AS before FROM active_mandate AS mandate JOIN election ON election.kind = mandate.lapses_with AND election.partners IS NULL
--     WHERE mandate.status = 'appointed' AND mandate.end_date IS NULL AND election.new_council <= date(on_date(), '-200 days') GROUP BY mandate.id ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       start_date: "{before}"
--       confirmed_on: null
--   fires_on: mandate/{id}
WITH voted AS (
  SELECT term.mandate, election.kind, election.date, election.new_council, term.status,
         date(election.new_council, '+' || CASE term.status WHEN 'staying_on' THEN :days_staying_on ELSE :days END || ' days') AS late
  FROM term JOIN election ON election.kind = term.lapses_with AND election.new_council > term.start_date AND election.new_council <= on_date()
  WHERE term.status IN ('appointed', 'staying_on') AND (term.end_date IS NULL OR term.end_date >= on_date())
    AND coalesce(term.confirmed_on < election.date, 1)
    AND (election.partners IS NULL OR EXISTS (
      SELECT 1 FROM json_each(election.partners) AS voting WHERE voting.value IN (SELECT value FROM json_each(term.partners))
    ))
)
SELECT 'mandate/' || mandate AS record, 'lapses_with' AS field, kind, max(date) AS date, late AS since
FROM voted
WHERE late <= on_date()
GROUP BY mandate
ORDER BY mandate
