// Playbooks side by side
// question: How do the releases differ in what their accounts did?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   tweets: integer, tweets in the release
//   retweets: float, share of retweets, 0 to 1
//   replies: float, share of answers to a tweet
//   tagged: float, share with a hashtag
//   linked: float, share with a link
//   languages: integer, languages with at least one tweet
//   clients: integer, programs with at least one tweet
// caveats:
//   - Retweets repeat the hashtags and links of what they retweet.
//   - A tweet in two releases counts in both.
// scan: Archived, Tweet: every tweet is looked at once
:param campaign => null;
MATCH (t:Tweet:Archived)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
OPTIONAL MATCH (t)-[:SENT_FROM]->(c:Client)
UNWIND t.campaigns AS campaign
WITH campaign, t, c
WHERE $campaign IS NULL OR campaign = $campaign
WITH campaign,
     toFloat(count(*)) AS total,
     sum(CASE WHEN t.is_retweet THEN 1 ELSE 0 END) AS retweets,
     sum(CASE WHEN NOT t.is_retweet AND EXISTS { (t)-[:REPLIES_TO]->() } THEN 1 ELSE 0 END) AS replies,
     sum(CASE WHEN EXISTS { (t)-[:TAGGED]->() } THEN 1 ELSE 0 END) AS tagged,
     sum(CASE WHEN EXISTS { (t)-[:LINKS_TO]->() } THEN 1 ELSE 0 END) AS linked,
     count(DISTINCT t.language) AS languages,
     count(DISTINCT c) AS clients
RETURN campaign,
       toInteger(total) AS tweets,
       retweets / total AS retweets,
       replies / total AS replies,
       tagged / total AS tagged,
       linked / total AS linked,
       languages,
       clients
ORDER BY campaign
