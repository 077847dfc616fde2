// Top hashtags
// question: Which hashtags did the accounts use most, and how many accounts used each?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   hashtag: text, its commonest spelling, without #
//   tweets: integer, tweets that carry it, retweets included
//   accounts: integer, accounts that posted them
//   first_at: time, the first of these tweets
//   last_at: time, the last of them
// caveats:
//   - Spellings that differ only in case or width count as one.
// scan: Hashtag: every hashtag is counted, by the number of its relationships where there is no filter
:param campaign => null;
:param limit => 20;
MATCH (h:Hashtag)
WITH h,
     CASE
       WHEN $campaign IS NULL THEN count { (h)<-[:TAGGED]-() }
       ELSE count { MATCH (h)<-[:TAGGED]-(t:Tweet) WHERE $campaign IN t.campaigns }
     END AS tweets
WHERE tweets > 0
ORDER BY tweets DESC, h.tag
LIMIT $limit
CALL (h) {
  MATCH (h)<-[:TAGGED]-(t:Tweet)
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  MATCH (t)<-[:POSTED]-(a:Account)
  RETURN count(DISTINCT a) AS accounts, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
}
RETURN coalesce(h.name, h.tag) AS hashtag, tweets, accounts, first_at, last_at
ORDER BY tweets DESC, h.tag
