// Busiest hours of single accounts
// question: Which accounts posted the most tweets within one hour?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   hour_from: time, beginning of the hour, UTC
//   tweets: integer, its tweets in that hour, retweets included
//   retweets: integer, those that are retweets
// caveats:
//   - Hours are those of the clock, so a burst across the full hour counts in two parts.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
CALL (a) {
  MATCH (a)-[:POSTED]->(t:Tweet:Archived)
  WHERE t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
  WITH t.posted_at.epochSeconds / 3600 AS hour,
       count(*) AS tweets,
       sum(CASE WHEN t.is_retweet THEN 1 ELSE 0 END) AS retweets
  ORDER BY tweets DESC, hour
  LIMIT $limit
  RETURN hour, tweets, retweets
}
WITH a, hour, tweets, retweets
ORDER BY tweets DESC, hour, a.user_id
LIMIT $limit
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       datetime({epochSeconds: hour * 3600}) AS hour_from,
       tweets,
       retweets
ORDER BY tweets DESC, hour_from, user_id
