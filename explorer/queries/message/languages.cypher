// Languages
// question: In which languages did the accounts tweet?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   language: text, BCP 47 as Twitter detected it; und = undetermined, absent = not released
//   tweets: integer, tweets in it, retweets included
//   retweets: integer, those that are retweets
//   share: float, tweets as a share of all tweets, 0 to 1
// caveats:
//   - Twitter guessed the language of short texts often wrongly.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
WITH t.language AS language, count(*) AS tweets, sum(CASE WHEN t.is_retweet THEN 1 ELSE 0 END) AS retweets
WITH collect({language: language, tweets: tweets, retweets: retweets}) AS every, sum(tweets) AS total
UNWIND every AS one
RETURN one.language AS language, one.tweets AS tweets, one.retweets AS retweets, toFloat(one.tweets) / total AS share
ORDER BY tweets DESC, language
LIMIT $limit
