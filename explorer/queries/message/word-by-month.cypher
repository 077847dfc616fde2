// A word by month
// question: When did the accounts use these words, in any script?
// parameters:
//   words: text, required, what the text contains, letter by letter
//   campaign: text, key of a release; all releases when null
// columns:
//   month: text, YYYY-MM, UTC
//   tweets: integer, tweets that contain them, retweets included
//   retweets: integer, those that are retweets
//   accounts: integer, accounts that posted them
// caveats:
//   - Upper and lower case differ, and so do letters that look alike.
//   - Months without the words are left out.
:param words => 'http';
:param campaign => null;
MATCH (t:Tweet)
WHERE t.text CONTAINS $words AND t:Archived AND t.posted_at IS NOT NULL AND ($campaign IS NULL OR $campaign IN t.campaigns)
MATCH (a:Account)-[:POSTED]->(t)
WITH t.posted_at.year AS year,
     t.posted_at.month AS number,
     count(*) AS tweets,
     sum(CASE WHEN t.is_retweet THEN 1 ELSE 0 END) AS retweets,
     count(DISTINCT a) AS accounts
RETURN toString(year) + CASE WHEN number < 10 THEN '-0' ELSE '-' END + toString(number) AS month, tweets, retweets, accounts
ORDER BY month
