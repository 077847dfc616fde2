// Tweets without any engagement
// question: What share of the tweets that are no retweets got no like, retweet, reply or quote at all?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   tweets: integer, tweets that are no retweets
//   without_engagement: integer, those without a like, retweet, reply or quote
//   share: float, without_engagement as a share of tweets, 0 to 1
//   most_likes: integer, the most likes that one of them got
// caveats:
//   - Retweets are left out, since the archive writes 0 for all of their counters.
//   - The counters are those of the day of the release.
// scan: Archived, Tweet: the counters of every tweet are read
:param campaign => null;
MATCH (t:Tweet:Archived)
WHERE t.is_retweet = false AND ($campaign IS NULL OR $campaign IN t.campaigns)
UNWIND t.campaigns AS key
WITH key, t
WHERE $campaign IS NULL OR key = $campaign
WITH key,
     coalesce(t.likes, 0) AS likes,
     coalesce(t.likes, 0) + coalesce(t.retweets, 0) + coalesce(t.replies, 0) + coalesce(t.quotes, 0) AS engagement
WITH key,
     count(*) AS tweets,
     sum(CASE WHEN engagement = 0 THEN 1 ELSE 0 END) AS without_engagement,
     max(likes) AS most_likes
RETURN key AS campaign, tweets, without_engagement, toFloat(without_engagement) / tweets AS share, most_likes
ORDER BY campaign
