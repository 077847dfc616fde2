// Words that set groups apart
// question: Which words stand in the own tweets of each group more often than in those of the other groups of its run?
// parameters:
//   campaign: text, key of a release that lists a member; all groups when null
//   run: text, key of a run of `ioscope detect`; all runs when null
//   least: integer, members that must have used a word
//   each: integer, words at most of each group
// columns:
//   group: text, key of the run and number of the group
//   size: integer, accounts in it
//   word: text, a word, case folded; no hashtags, mentions and addresses
//   accounts: integer, members that used it
//   tweets: integer, own tweets of the group (no retweets) with the word
//   of_tweets: integer, own tweets of the group
//   others: integer, own tweets of the other groups of the run with the word
//   of_others: integer, own tweets of the other groups
//   z: float, weighted log odds with the words of all groups as prior, in standard errors
// caveats:
//   - z: Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 16(4), 2008; above 1.96 a word sets a group apart.
//   - Scripts without spaces (Thai, Chinese, Japanese) give phrases, not words.
//   - A tweet counts once for each of its words. Co-action, not intent.
// scan: Community: the groups of all runs are compared
:param campaign => null;
:param run => null;
:param least => 2;
:param each => 5;
MATCH (c:Community)
WHERE ($run IS NULL OR c.run = $run)
  AND ($campaign IS NULL OR EXISTS { (c)<-[:IN_COMMUNITY]-(:Account)-[:MEMBER_OF]->(:Campaign {key: $campaign}) })
CALL (c) {
  MATCH (c)<-[:IN_COMMUNITY]-(:Account)-[:POSTED]->(t:Archived)
  WHERE t.is_retweet = false
  RETURN count(t) AS of_tweets
}
CALL (c) {
  MATCH (c)<-[:IN_COMMUNITY]-(a:Account)-[:POSTED]->(t:Archived)
  WHERE t.is_retweet = false
  UNWIND split(toLower(t.text), [' ', '\n', '\t', '\r']) AS part
  WITH a, t, part
  WHERE NOT (part STARTS WITH '@' OR part STARTS WITH '#' OR part CONTAINS '://')
  UNWIND split(part, ['.', ',', ':', '\u003b', '!', '?', '"', '(', ')', '…', '“', '”', '«', '»', '،', '؟', '。', '，', '&amp']) AS word
  WITH DISTINCT a, t, word
  WHERE size(word) > 1
  WITH word, count(*) AS tweets, count(DISTINCT a) AS accounts
  RETURN collect([word, tweets, accounts]) AS words, sum(tweets) AS total
}
WITH c.run AS run, collect([c, of_tweets, words, total]) AS groups, sum(of_tweets) AS every_tweet, sum(total) AS whole
UNWIND groups AS one
UNWIND one[2] AS used
WITH every_tweet, whole, run, used[0] AS word, collect([one[0], one[1], one[3], used[1], used[2]]) AS uses, sum(used[1]) AS every
UNWIND uses AS use
WITH use[0] AS c, use[1] AS of_tweets, use[2] AS total, use[3] AS tweets, use[4] AS accounts, word, every, every_tweet, whole
WHERE accounts >= $least AND whole > every AND every_tweet > of_tweets
WITH c, word, accounts, tweets, of_tweets, every - tweets AS others, every_tweet - of_tweets AS of_others,
     log(toFloat(tweets + every) / (total + whole - tweets - every))
       - log(toFloat(every - tweets + every) / (whole - total + whole - (every - tweets) - every)) AS odds,
     sqrt(1.0 / (tweets + every) + 1.0 / (every - tweets + every)) AS error
WITH c, word, accounts, tweets, of_tweets, others, of_others, round(odds / error, 3) AS z
WHERE z > 0
ORDER BY z DESC, word
WITH c, collect([word, accounts, tweets, of_tweets, others, of_others, z])[..$each] AS words
UNWIND words AS one
WITH c, one[0] AS word, one[1] AS accounts, one[2] AS tweets, one[3] AS of_tweets, one[4] AS others, one[5] AS of_others, one[6] AS z
RETURN c.key AS group, c.size AS size, word, accounts, tweets, of_tweets, others, of_others, z
ORDER BY size DESC, group, z DESC, word
