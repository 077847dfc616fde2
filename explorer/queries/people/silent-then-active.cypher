// Silent, then active again
// question: Which accounts posted nothing for the longest time and then went on?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   silent_days: integer, days from the last tweet before the silence to the first after it
//   silent_from: date, day of the last tweet before it, UTC
//   silent_to: date, day of the first tweet after it, UTC
//   active_days_before: integer, days with a tweet before it
//   active_days_after: integer, days with a tweet after it
// caveats:
//   - Owners delete tweets, and buyers of accounts do: silence in the archive need not have been silence.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
CALL (a) {
  MATCH (a)-[:POSTED]->(t:Tweet:Archived)
  WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
  WITH DISTINCT t.posted_at.epochSeconds / 86400 AS day
  ORDER BY day
  RETURN collect(day) AS days
}
WITH a, days
WHERE size(days) > 1
WITH a,
     days,
     reduce(
       best = 1, i IN range(2, size(days) - 1) |
       CASE WHEN days[i] - days[i - 1] > days[best] - days[best - 1] THEN i ELSE best END
     ) AS at
WITH a, days, at, days[at] - days[at - 1] AS silent_days
ORDER BY silent_days DESC, a.user_id
LIMIT $limit
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       silent_days,
       date(datetime({epochSeconds: days[at - 1] * 86400})) AS silent_from,
       date(datetime({epochSeconds: days[at] * 86400})) AS silent_to,
       at AS active_days_before,
       size(days) - at AS active_days_after
ORDER BY silent_days DESC, user_id
