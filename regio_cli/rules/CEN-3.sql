-- id: CEN-3
-- severity: info
-- title:
--   en: When a body votes, the centre municipality does not decide alone
--   nl: Als een overleg stemt, beslist de centrumgemeente niet in haar eentje
-- message:
--   en: "{name}: {centre} has {votes} of the {total} votes, but {power} % of the power to decide; by the root of its inhabitants {penrose} % would be fair"
--   nl: "{name}: {centre} heeft {votes} van de {total} stemmen, maar {power} % van de macht om te beslissen; naar de wortel van de inwoners zou {penrose} % billijk zijn"
-- why:
--   en: >-
--     Power is how often one's votes make the difference (Banzhaf), and that grows faster than the votes. Only for bodies that really decide,
--     with a majority of votes; a seat for several partners votes as one.
--   nl: >-
--     Macht is hoe vaak iemands stemmen de doorslag geven (Banzhaf), en die groeit sneller dan de stemmen. Alleen voor overleggen die echt
--     besluiten, bij meerderheid van stemmen; een zetel voor meer partners stemt als één.
-- seed: Hoe om te gaan met één natuurlijke centrumgemeente?
-- source: domain brief E.2, CEN-3, and E.1; Banzhaf 1965, Penrose 1946
-- mend:
--   en: give one of its votes to another partner, or agree to decide with a larger majority
--   nl: geef een van haar stemmen aan een andere partner, of spreek een grotere meerderheid af
-- parameters:
--   power:
--     default: 0.333334
--     en: the part of the power to decide above which this is said
--     nl: het deel van de macht om te beslissen waarboven dit gezegd wordt
-- fault:
--   pick: >-
--     SELECT voice.body AS id, voice.seat FROM voice JOIN centre ON centre.partner = voice.partner JOIN body ON body.id = voice.body
--     WHERE voice.voting AND voice.share = 1 AND body.decision_power IN ('agreement', 'internal') ORDER BY 1, 2 LIMIT 1
--   changes:
--     body/{id}:
--       seats.{seat}.count: 6
--   fires_on: body/{id}
WITH deciding AS (
  SELECT voice.body, voice.share, voice.partner, centre.partner AS centre,
         CASE WHEN voice.share < 0.999 THEN 'seat ' || voice.seat ELSE voice.partner END AS voter
  FROM voice JOIN active_body AS body ON body.id = voice.body JOIN centre
  WHERE voice.voting AND body.decision_power IN ('agreement', 'internal')
),
block AS (
  SELECT body, voter, centre, CAST(round(sum(share)) AS INTEGER) AS votes FROM deciding GROUP BY body, voter
),
vote AS (
  SELECT body, centre, sum(votes) AS total, sum(CASE WHEN voter = centre THEN votes ELSE 0 END) AS held,
         banzhaf(json_group_object(voter, votes)) AS power
  FROM block GROUP BY body
),
measured AS (
  SELECT body, centre, total, held, (SELECT value FROM json_each(vote.power) WHERE key = vote.centre) AS power
  FROM vote WHERE held > 1
)
SELECT 'body/' || measured.body AS record, 'seats' AS field, body.name, centre.name AS centre, measured.held AS votes, measured.total,
       round(100 * measured.power, 1) AS power, (
         SELECT round(100 * value, 1) FROM json_each(penrose((SELECT json_group_object(partner, coalesce(inhabitants, 0)) FROM municipality)))
         WHERE key = centre.partner
       ) AS penrose
FROM measured JOIN body ON body.id = measured.body JOIN centre
WHERE measured.power > :power
ORDER BY measured.body
