// Most retweeted tweets
// question: Which tweets did the accounts retweet most, and who wrote them?
// parameters:
//   campaign: text, key of a release; all releases when null
//   limit: integer, rows at most
// columns:
//   tweet_id: text, id of the tweet
//   account: text, handle of its author, else display name, else pseudonym; absent when not known
//   user_id: text, id of the author, or its hash
//   listed: boolean, yes when a release lists the author; absent when the author is not known
//   retweets: integer, retweets by the accounts
//   accounts: integer, accounts that retweeted it
//   posted_at: time, when it was posted
//   first_at: time, the first retweet
//   text: text, the tweet
// caveats:
//   - Only retweets in the releases count, not those of the public.
//   - The text of a tweet that no release holds comes from a retweet of it, and may be cut.
// scan: Archived, Tweet: every retweet is looked at
:param campaign => null;
:param limit => 20;
MATCH (t:Tweet)-[:RETWEETS]->(original:Tweet)
WHERE $campaign IS NULL OR $campaign IN t.campaigns
WITH original, count(*) AS retweets
ORDER BY retweets DESC, original.tweet_id
LIMIT $limit
CALL (original) {
  MATCH (original)<-[:RETWEETS]-(t:Tweet)<-[:POSTED]-(a:Account)
  WHERE $campaign IS NULL OR $campaign IN t.campaigns
  RETURN count(DISTINCT a) AS accounts, min(t.posted_at) AS first_at
}
OPTIONAL MATCH (author:Account)-[:POSTED]->(original)
RETURN toString(original.tweet_id) AS tweet_id,
       coalesce(author.screen_name, author.display_name, author.alias) AS account,
       author.user_id AS user_id,
       author:Archived AS listed,
       retweets,
       accounts,
       original.posted_at AS posted_at,
       first_at,
       original.text AS text
ORDER BY retweets DESC, original.tweet_id
