// Outside tweets that many answered
// question: Which tweets that no release holds were answered by several listed accounts?
// parameters:
//   campaign: text, key of a release; all releases when null
//   least: integer, accounts that a tweet needs
//   limit: integer, rows at most
// columns:
//   tweet_id: text, id of the tweet
//   account: text, its author: handle, else display name, else pseudonym; absent when not known
//   user_id: text, its id, or its hash; absent when not known
//   accounts: integer, listed accounts that answered
//   replies: integer, their answers
//   first_at: time, the first answer
//   last_at: time, the last answer
// caveats:
//   - Replies are received: they say nothing about the author of the tweet.
// scan: Stub, Tweet: every tweet that archived ones point to
:param campaign => null;
:param least => 5;
:param limit => 20;
MATCH (o:Tweet:Stub)<-[:REPLIES_TO]-(t:Tweet)<-[:POSTED]-(a:Account)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
WITH o, count(DISTINCT a) AS accounts, count(*) AS replies, min(t.posted_at) AS first_at, max(t.posted_at) AS last_at
WHERE accounts >= $least
WITH o, accounts, replies, first_at, last_at
ORDER BY accounts DESC, replies DESC, o.tweet_id
LIMIT $limit
OPTIONAL MATCH (b:Account)-[:POSTED]->(o)
RETURN toString(o.tweet_id) AS tweet_id,
       coalesce(b.screen_name, b.display_name, b.alias) AS account,
       b.user_id AS user_id,
       accounts,
       replies,
       first_at,
       last_at
ORDER BY accounts DESC, replies DESC, o.tweet_id
