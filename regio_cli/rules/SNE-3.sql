-- id: SNE-3
-- severity: warning
-- title:
--   en: Every body has enough voters for its quorum
--   nl: Elk overleg heeft genoeg stemmers voor zijn quorum
-- message:
--   en: "{name} has {number} voters and needs {quorum} to decide"
--   nl: "{name} heeft {number} stemmers en heeft er {quorum} nodig om te besluiten"
-- why:
--   en: Below its quorum a body can’t decide, even if all come. A deputy counts for a seat whose member is not there.
--   nl: Onder het quorum kan een overleg niet besluiten, ook al komt iedereen. Een plaatsvervanger telt voor een zetel zonder lid.
-- seed: Snelheid en slagkracht.
-- source: seed; domain brief E.2, SNE-3
-- mend:
--   en: fill vacant seats, or set another quorum
--   nl: vervul de lege zetels, of stel een ander quorum in
-- command: "regio appoint … --to {record}"
-- fault:
--   pick: >-
--     SELECT id FROM active_body WHERE quorum IS NOT NULL ORDER BY id LIMIT 1
--   changes:
--     body/{id}:
--       quorum: 999
--   fires_on: body/{id}
SELECT 'body/' || body.id AS record, 'quorum' AS field, body.name, count(voter.mandate) AS number, body.quorum
FROM active_body AS body LEFT JOIN voter ON voter.body = body.id
WHERE body.quorum IS NOT NULL
GROUP BY body.id
HAVING number < body.quorum
ORDER BY body.id
