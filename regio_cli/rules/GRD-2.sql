-- id: GRD-2
-- severity: warning
-- title:
--   en: Who speaks for many knows for whom
--   nl: Wie namens velen spreekt, weet namens wie
-- message:
--   en: "{name} speaks for {members} members (seats: {seats}), {en}"
--   nl: "{name} spreekt namens {members} leden (zetels: {seats}), {nl}"
-- why:
--   en: One voice for many carries weight as long as the many are known and still agree.
--   nl: Eén stem namens velen heeft gewicht zolang bekend is wie dat zijn en zij er nog achter staan.
-- seed: Sommige partners of overleggen gaan op basis van vertegenwoordiging; 8 mbo- en 5 hbo-instellingen, meer dan 17 bedrijfskringen.
-- source: domain brief E.2, GRD-2
-- mend:
--   en: ask for the list of members, and record the day
--   nl: vraag de ledenlijst op, en leg de dag vast
-- command: regio set {record} members_confirmed={today}
-- parameters:
--   months:
--     default: 12
--     en: the months that a confirmed list of members holds
--     nl: het aantal maanden dat een bevestigde ledenlijst geldt
-- fault:
--   pick: >-
--     SELECT partner.id, min(seat_partner.body) FROM seat_partner JOIN active_partner AS partner ON partner.id = seat_partner.partner
--     WHERE partner.members IS NULL AND partner.type <> 'coalition' GROUP BY partner.id ORDER BY partner.id LIMIT 1
--   changes:
--     partner/{id}:
--       members: [{partner: "{id}"}]
--   fires_on: partner/{id}
WITH seated AS (
  SELECT partner, count(*) AS seats FROM seat_partner GROUP BY partner
),
spokesman AS (
  SELECT partner.id, partner.name, seated.seats, coalesce(json_array_length(partner.members), 0) AS members, partner.members_confirmed AS confirmed,
         date(partner.members_confirmed, '+' || :months || ' months', '+1 day') AS stale
  FROM active_partner AS partner JOIN seated ON seated.partner = partner.id
  WHERE partner.members IS NOT NULL OR partner.type = 'coalition'
)
SELECT 'partner/' || id AS record, 'members' AS field, CASE WHEN confirmed IS NOT NULL THEN stale END AS since, name, seats, members,
       on_date() AS today,
       CASE WHEN confirmed IS NULL THEN 'a list that was never confirmed'
            ELSE 'a list last confirmed on ' || confirmed END AS en,
       CASE WHEN confirmed IS NULL THEN 'een lijst die nooit bevestigd is'
            ELSE 'een lijst die voor het laatst bevestigd is op ' || confirmed END AS nl
FROM spokesman
WHERE confirmed IS NULL OR stale <= on_date()
ORDER BY id
