// Pictures and clips by campaign
// question: How many of each release's tweets show pictures, and how many show clips?
// parameters:
//   campaign: text, key of a release; all releases when null
// columns:
//   campaign: text, key of the release
//   tweets: integer, tweets that are no retweets
//   with_pictures: integer, those that show a picture or an animation
//   with_clips: integer, those that show a clip
//   clip_share: float, clips among all that show either, 0 to 1
// caveats:
//   - Zips that were not loaded with --media count as no pictures.
// scan: Archived, Tweet: every tweet is counted
:param campaign => null;
MATCH (t:Tweet:Archived)
WHERE NOT coalesce(t.is_retweet, false) AND ($campaign IS NULL OR $campaign IN t.campaigns)
WITH t, EXISTS { (t)-[:SHOWS]->(m:Media) WHERE m.kind <> 'video' } AS picture,
  EXISTS { (t)-[:SHOWS]->(m:Media) WHERE m.kind = 'video' } AS clip
UNWIND t.campaigns AS key
WITH key, count(*) AS tweets, sum(CASE WHEN picture THEN 1 ELSE 0 END) AS with_pictures,
  sum(CASE WHEN clip THEN 1 ELSE 0 END) AS with_clips, sum(CASE WHEN picture OR clip THEN 1 ELSE 0 END) AS either
WHERE either > 0 AND ($campaign IS NULL OR key = $campaign)
RETURN key AS campaign, tweets, with_pictures, with_clips, with_clips * 1.0 / either AS clip_share
ORDER BY campaign
