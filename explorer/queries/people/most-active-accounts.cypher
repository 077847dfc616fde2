// Most active accounts
// question: Which accounts posted the most tweets, and how many of these were retweets?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, Twitter's id of the account, or its hash
//   tweets: integer, tweets in the releases, retweets included
//   retweets: integer, those that are retweets
//   share: float, tweets as a share of the tweets of all accounts, 0 to 1
//   first_at: time, the first tweet
//   last_at: time, the last tweet
// caveats:
//   - Tweets that were deleted before the takedown are missing.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
WITH a,
     count(*) AS tweets,
     sum(CASE WHEN t.is_retweet THEN 1 ELSE 0 END) AS retweets,
     min(t.posted_at) AS first_at,
     max(t.posted_at) AS last_at
WITH collect([a, tweets, retweets, first_at, last_at]) AS every, sum(tweets) AS total
UNWIND every AS one
WITH one[0] AS a, one[1] AS tweets, one[2] AS retweets, one[3] AS first_at, one[4] AS last_at, total
ORDER BY tweets DESC, a.user_id
LIMIT $limit
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       tweets,
       retweets,
       toFloat(tweets) / total AS share,
       first_at,
       last_at
ORDER BY tweets DESC, user_id
