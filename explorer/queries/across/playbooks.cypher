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
WITH t.campaigns AS keys,
     t.is_retweet AS retweet,
     t.language AS language,
     c,
     EXISTS { (t)-[:REPLIES_TO]->() } AS reply,
     EXISTS { (t)-[:TAGGED]->() } AS tagged,
     EXISTS { (t)-[:LINKS_TO]->() } AS linked,
     count(*) AS alike
UNWIND keys AS campaign
WITH campaign, retweet, language, c, reply, tagged, linked, alike
WHERE $campaign IS NULL OR campaign = $campaign
WITH campaign,
     toFloat(sum(alike)) AS total,
     sum(CASE WHEN retweet THEN alike ELSE 0 END) AS retweets,
     sum(CASE WHEN reply AND NOT retweet THEN alike ELSE 0 END) AS replies,
     sum(CASE WHEN tagged THEN alike ELSE 0 END) AS tagged,
     sum(CASE WHEN linked THEN alike ELSE 0 END) AS linked,
     count(DISTINCT language) AS languages,
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
