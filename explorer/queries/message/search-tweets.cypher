// Search in tweets
// question: Which tweets contain these words, in any script?
// parameters:
//   words: text, required, what the text contains, letter by letter
//   campaign: text, key of a release; all tweets, those of outsiders too, when null
//   limit: integer, rows at most
// columns:
//   posted_at: time, when it was posted
//   account: text, handle of the author, else display name, else pseudonym; absent when not known
//   user_id: text, id of the author, or its hash
//   tweet_id: text, id of the tweet
//   archived: boolean, yes when a release holds the tweet, no when archived tweets only point to it
//   is_retweet: boolean, yes for a retweet; absent for tweets that no release holds
//   text: text, the tweet
// caveats:
//   - Upper and lower case differ, and so do letters that look alike; what is found is exactly what the text contains.
//   - The text of a tweet that no release holds comes from a retweet of it, and may be cut.
:param words => 'http';
:param campaign => null;
:param limit => 20;
MATCH (t:Tweet)
WHERE t.text CONTAINS $words AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t
ORDER BY t.posted_at, t.tweet_id
LIMIT $limit
OPTIONAL MATCH (a:Account)-[:POSTED]->(t)
RETURN t.posted_at AS posted_at,
       coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       toString(t.tweet_id) AS tweet_id,
       t:Archived AS archived,
       t.is_retweet AS is_retweet,
       t.text AS text
ORDER BY posted_at, t.tweet_id
