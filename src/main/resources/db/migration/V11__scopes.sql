-- What searches are confined to is a scope: a knowledge base or a conversation. The views say so; until now a conversation
-- had to pass for a knowledge base in them. Tables stay as they are.

DROP VIEW live_point;
DROP VIEW point_home;

-- Every point that is to stay in Qdrant, and where. A generation that is being built is not compared with Qdrant yet: its
-- points may be on their way. Only those of generations that are LIVE are searched.
CREATE VIEW live_point AS
SELECT c.point_id, c.tenant, g.collection, d.knowledge_base_id AS scope_id, c.uow_id, g.state AS generation_state
FROM chunk c
JOIN document d ON d.id = c.document_id AND d.live_version = c.version
JOIN knowledge_base k ON k.id = d.knowledge_base_id AND k.state = 'LIVE'
JOIN knowledge_base_generation g ON g.knowledge_base_id = k.id AND g.generation = c.generation
    AND g.state IN ('LIVE', 'RETIRED', 'BUILDING', 'FAILED')
UNION ALL
SELECT p.point_id, p.tenant, v.collection, m.conversation_id AS scope_id, p.uow_id, 'LIVE' AS generation_state
FROM message_piece p
JOIN message m ON m.id = p.message_id AND m.ordinal IS NOT NULL
JOIN conversation v ON v.id = m.conversation_id AND v.state = 'LIVE';

-- Every scope, and where its points are. What conversations share is made when the first message needs it, and then as wide
-- as the vectors in it.
CREATE VIEW point_home AS
SELECT k.id AS scope_id, k.tenant, g.collection,
       CASE WHEN k.state <> 'LIVE' THEN k.state WHEN g.state IN ('LIVE', 'RETIRED') THEN 'LIVE' ELSE g.state END AS state,
       g.dimension
FROM knowledge_base k
JOIN knowledge_base_generation g ON g.knowledge_base_id = k.id AND g.state <> 'DROPPED'
UNION ALL
SELECT v.id AS scope_id, v.tenant, v.collection, v.state,
       (SELECT octet_length(p.embedding) / 4 FROM message m JOIN message_piece p ON p.message_id = m.id
        WHERE m.conversation_id = v.id AND m.ordinal IS NOT NULL LIMIT 1)
FROM conversation v;
