// One account
// question: Who is this account: its profile, how much and how it tweeted, with what and about what?
// parameters:
//   account: text, required, user id, handle (with or without @, upper and lower case differ) or pseudonym;
//     when null the account that posted most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   alias: text, its pseudonym
//   listed: boolean, yes when a release lists it
//   display_name: text, name in the profile
//   also_known_as: list, other handles seen for the same id
//   campaigns: list, keys of the releases that list it
//   created_on: date, day it was created
//   language: text, language of its interface
//   location: text, place as it stated it
//   description: text, biography
//   profile_url: text, link in the profile
//   followers: integer, when Twitter suspended it
//   following: integer, when Twitter suspended it
//   tweets: integer, its tweets in the releases, retweets included
//   retweets: integer, those that are retweets
//   first_at: time, the first of them
//   last_at: time, the last of them
//   hashtags: list, the ten it used most
//   clients: list, the five it tweeted with most
//   retweeted: list, the ten accounts it retweeted most
//   retweeted_by: integer, listed accounts that retweeted it
// caveats:
//   - Of an account that no release lists only what archived tweets show is known.
//   - Several accounts may have had the same handle; each is a row.
// scan: Campaign: a few dozen nodes, only when no account is named
:param account => null;
CALL () {
  MATCH (a:Account)
  WHERE a.user_id = $account
     OR a.alias = $account
     OR a.screen_name = CASE WHEN $account STARTS WITH '@' THEN substring($account, 1) ELSE $account END
  RETURN a
  UNION
  WITH $account AS asked
  WHERE asked IS NULL
  MATCH (:Campaign)<-[:MEMBER_OF]-(a:Account)
  RETURN a
  ORDER BY count { (a)-[:POSTED]->() } DESC, a.user_id
  LIMIT 1
}
CALL (a) {
  MATCH (a)-[:POSTED]->(t:Tweet:Archived)
  RETURN count(*) AS tweets,
         sum(CASE WHEN t.is_retweet THEN 1 ELSE 0 END) AS retweets,
         min(t.posted_at) AS first_at,
         max(t.posted_at) AS last_at
}
CALL (a) {
  MATCH (a)-[:POSTED]->(:Archived)-[:TAGGED]->(h:Hashtag)
  WITH h, count(*) AS uses
  ORDER BY uses DESC, h.tag
  LIMIT 10
  RETURN collect(coalesce(h.name, h.tag)) AS hashtags
}
CALL (a) {
  MATCH (a)-[u:USED]->(c:Client)
  WITH c, sum(u.times) AS uses
  ORDER BY uses DESC, c.name
  LIMIT 5
  RETURN collect(c.name) AS clients
}
CALL (a) {
  MATCH (a)-[r:RETWEETED]->(b:Account)
  WITH b, r.times AS times
  ORDER BY times DESC, b.user_id
  LIMIT 10
  RETURN collect(coalesce(b.screen_name, b.display_name, b.alias)) AS retweeted
}
CALL (a) {
  MATCH (a)-[:MEMBER_OF]->(c:Campaign)
  WITH c.key AS key
  ORDER BY key
  RETURN collect(key) AS campaigns
}
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       a.alias AS alias,
       a:Archived AS listed,
       a.display_name AS display_name,
       coalesce(a.also_known_as, []) AS also_known_as,
       campaigns,
       a.created_on AS created_on,
       a.language AS language,
       a.location AS location,
       a.description AS description,
       a.profile_url AS profile_url,
       a.followers AS followers,
       a.following AS following,
       tweets,
       retweets,
       first_at,
       last_at,
       hashtags,
       clients,
       retweeted,
       count { (a)<-[:RETWEETED]-(b:Account) WHERE b:Archived AND b <> a } AS retweeted_by
ORDER BY user_id
