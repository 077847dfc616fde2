// Accounts that switched language
// question: Which accounts tweeted mostly in one language first and mostly in another later?
// parameters:
//   campaign: text, key of a release; all releases when null
//   least: integer, tweets in the main language that an account needs in each half of its time
//   limit: integer, rows at most
// columns:
//   account: text, handle, else display name, else pseudonym
//   user_id: text, its id, or its hash
//   before: text, main language of the first half of the time in which it posted, BCP 47
//   tweets_before: integer, tweets in it in that half
//   after: text, main language of the second half
//   tweets_after: integer, tweets in it in that half
// caveats:
//   - Halves are of the months from its first to its last tweet; retweets count, tweets of undetermined language do
//     not.
//   - Twitter guessed the language of short texts often wrongly.
// scan: Campaign: a few dozen nodes, the way to the accounts that they list
:param campaign => null;
:param least => 2;
:param limit => 20;
MATCH (c:Campaign)<-[:MEMBER_OF]-(a:Account)
WHERE $campaign IS NULL OR c.key = $campaign
WITH DISTINCT a
MATCH (a)-[:POSTED]->(t:Tweet:Archived)
WHERE t.posted_at IS NOT NULL AND t.language <> 'und' AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH a, t.posted_at.year * 12 + t.posted_at.month AS month, t.language AS language, count(*) AS tweets
WITH a, collect({month: month, language: language, tweets: tweets}) AS counted, min(month) + max(month) AS ends
UNWIND counted AS one
WITH a,
     one.language AS language,
     sum(CASE WHEN one.month * 2 <= ends THEN one.tweets ELSE 0 END) AS before,
     sum(CASE WHEN one.month * 2 > ends THEN one.tweets ELSE 0 END) AS after
WITH a, max([before, language]) AS before, max([after, language]) AS after
WHERE before[1] <> after[1] AND before[0] >= $least AND after[0] >= $least
RETURN coalesce(a.screen_name, a.display_name, a.alias) AS account,
       a.user_id AS user_id,
       before[1] AS before,
       before[0] AS tweets_before,
       after[1] AS after,
       after[0] AS tweets_after
ORDER BY tweets_before + tweets_after DESC, user_id
LIMIT $limit
