-- id: DAT-8
-- severity: warning
-- title:
--   en: A deputy comes from a partner of the member
--   nl: Een plaatsvervanger komt van een partner van het lid
-- message:
--   en: "the deputy for seat {seat} of {body} speaks for {partners}, the seat itself for {others}"
--   nl: "de plaatsvervanger van zetel {seat} van {body} spreekt namens {partners}, de zetel zelf namens {others}"
-- why:
--   en: Who takes the place of a member speaks for the same partners; otherwise the seat changes hands with an illness.
--   nl: Wie een lid vervangt spreekt namens dezelfde partners; anders wisselt de zetel van eigenaar door een ziekte.
-- source: domain brief E.4
-- mend:
--   en: let a person of the same partner be the deputy
--   nl: laat iemand van dezelfde partner plaatsvervanger zijn
-- command: "regio replace {record} --by … --on …"
-- fault:
--   pick: >-
--     SELECT holder.mandate, holder.body, holder.seat, other.id AS partner FROM holder JOIN seat AS member ON member.body = holder.body AND member.id = holder.deputy_of,
--     active_partner AS other WHERE member.on_behalf_of IS NOT NULL AND other.id NOT IN (SELECT value FROM json_each(member.on_behalf_of)) ORDER BY holder.mandate, other.id LIMIT 1
--   changes:
--     body/{body}:
--       seats.{seat}.on_behalf_of: ["{partner}"]
--   fires_on: mandate/{mandate}
WITH deputy AS (
  SELECT holder.mandate, holder.body, holder.body_name, holder.deputy_of, coalesce(own.on_behalf_of, holder.partners) AS partners,
         coalesce(member.on_behalf_of, (
           SELECT json_group_array(spoken.value) FROM holder AS other, json_each(other.partners) AS spoken
           WHERE other.body = holder.body AND other.seat = holder.deputy_of
         )) AS others
  FROM holder
  JOIN seat AS own ON own.body = holder.body AND own.id = holder.seat
  JOIN seat AS member ON member.body = holder.body AND member.id = holder.deputy_of
  WHERE holder.deputy_of IS NOT NULL
)
SELECT 'mandate/' || mandate AS record, 'on_behalf_of' AS field, 'body/' || body AS also, deputy_of AS seat, body_name AS body,
       (SELECT group_concat(value, ', ') FROM json_each(partners)) AS partners, (SELECT group_concat(value, ', ') FROM json_each(others)) AS others
FROM deputy
WHERE json_array_length(partners) > 0 AND json_array_length(others) > 0
  AND NOT EXISTS (SELECT 1 FROM json_each(partners) AS spoken WHERE spoken.value IN (SELECT value FROM json_each(others)))
ORDER BY mandate
