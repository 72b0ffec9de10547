-- id: SNE-4
-- severity: warning
-- title:
--   en: The quorum holds after the next mandates lapse
--   nl: Het quorum blijft gehaald als de volgende mandaten vervallen
-- message:
--   en: "after {day} {name} has {number} voters left, and needs {quorum} to decide"
--   nl: "na {day} heeft {name} nog {number} stemmers, en het heeft er {quorum} nodig om te besluiten"
-- why:
--   en: Ends that are known, by date or by election, need successors in time.
--   nl: Een einde dat bekend is, door een dag of een verkiezing, vraagt op tijd om opvolging.
-- seed: Snelheid en slagkracht.
-- source: seed; domain brief E.2, SNE-3
-- mend:
--   en: appoint who follows, or extend in time
--   nl: benoem op tijd opvolgers, of verleng
-- command: "regio appoint … --to {record}"
-- fault:
--   pick: >-
--     SELECT body.id, count(*) AS quorum, min(voter.mandate) AS mandate, date(on_date(), '+10 days') AS soon FROM active_body AS body JOIN voter ON voter.body = body.id
--     WHERE body.quorum IS NOT NULL GROUP BY body.id HAVING min(voter.coming_end) IS NULL OR min(voter.coming_end) > date(on_date(), '+10 days') ORDER BY body.id LIMIT 1
--   changes:
--     body/{id}:
--       quorum: "{quorum}"
--     mandate/{mandate}:
--       end_date: "{soon}"
--   fires_on: body/{id}
WITH next AS (
  SELECT body, min(coming_end) AS day, count(*) AS now FROM voter GROUP BY body HAVING min(coming_end) IS NOT NULL
),
coming AS (
  SELECT next.body, count(DISTINCT term.seat) AS seats
  FROM term JOIN next ON next.body = term.body
  WHERE term.voting AND term.status IN ('nominated', 'appointed') AND term.start_date > on_date()
    AND term.start_date <= date(next.day, '+1 day') AND (term.end_date IS NULL OR term.end_date > next.day)
  GROUP BY next.body
)
SELECT 'body/' || body.id AS record, 'quorum' AS field, body.name, next.day, body.quorum,
       sum(voter.coming_end IS NULL OR voter.coming_end > next.day) + coalesce(coming.seats, 0) AS number
FROM voter
JOIN next ON next.body = voter.body
JOIN active_body AS body ON body.id = voter.body
LEFT JOIN coming ON coming.body = voter.body
GROUP BY voter.body
HAVING number < body.quorum AND next.now >= body.quorum
ORDER BY body.id
