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
// scan: Archived, Tweet, Client: every tweet is looked at once, those of each program as well
:param campaign => null;
CALL () {
  MATCH (t:Tweet:Archived)
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  WITH t {.campaigns, .is_retweet, .language} AS one
  RETURN one.campaigns AS keys,
         CASE WHEN one.is_retweet THEN 'retweet' ELSE 'own' END AS what,
         one.language AS value,
         count(*) AS tweets
  UNION ALL
  MATCH (t:Tweet)-[:REPLIES_TO]->()
  WHERE t.is_retweet = false AND ($campaign IS NULL OR $campaign IN t.campaigns)
  RETURN t.campaigns AS keys, 'reply' AS what, null AS value, count(*) AS tweets
  UNION ALL
  MATCH (t:Tweet)-[:TAGGED]->()
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  WITH DISTINCT t
  RETURN t.campaigns AS keys, 'tagged' AS what, null AS value, count(*) AS tweets
  UNION ALL
  MATCH (t:Tweet)-[:LINKS_TO]->()
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  WITH DISTINCT t
  RETURN t.campaigns AS keys, 'linked' AS what, null AS value, count(*) AS tweets
  UNION ALL
  MATCH (t:Tweet)-[:SENT_FROM]->(c:Client)
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  RETURN t.campaigns AS keys, 'client' AS what, c.name AS value, count(*) AS tweets
}
UNWIND keys AS campaign
WITH campaign, what, value, tweets
WHERE $campaign IS NULL OR campaign = $campaign
WITH campaign,
     toFloat(sum(CASE WHEN what IN ['own', 'retweet'] THEN tweets ELSE 0 END)) AS total,
     sum(CASE what WHEN 'retweet' THEN tweets ELSE 0 END) AS retweets,
     sum(CASE what WHEN 'reply' THEN tweets ELSE 0 END) AS replies,
     sum(CASE what WHEN 'tagged' THEN tweets ELSE 0 END) AS tagged,
     sum(CASE what WHEN 'linked' THEN tweets ELSE 0 END) AS linked,
     count(DISTINCT CASE WHEN what IN ['own', 'retweet'] THEN value END) AS languages,
     count(DISTINCT CASE what WHEN 'client' THEN value END) AS clients
RETURN campaign,
       toInteger(total) AS tweets,
       retweets / total AS retweets,
       replies / total AS replies,
       tagged / total AS tagged,
       linked / total AS linked,
       languages,
       clients
ORDER BY campaign
