package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.collection.PointCollection;
import dev.lockstep.embedded.qdrant.index.PointCandidate;
import dev.lockstep.embedded.qdrant.index.PointSelection;
import dev.lockstep.embedded.qdrant.index.Snapshot;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import dev.lockstep.embedded.qdrant.protocol.PointKey;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.HasIdCondition;
import io.qdrant.client.grpc.Common.IsEmptyCondition;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Common.RepeatedIntegers;
import io.qdrant.client.grpc.Common.RepeatedStrings;
import io.qdrant.client.grpc.Points.GroupId;
import io.qdrant.client.grpc.Points.GroupsResult;
import io.qdrant.client.grpc.Points.PointGroup;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the best groups of points. Asks for as many points as the groups can have, without those it has and those of groups that
 * are full; then, for the best groups only, for what they lack. It may have to stop before every group is full: as many
 * questions, and the same, as Qdrant asks.
 */
record GroupQueries(PointCollection collection, Snapshot snapshot) {
    private static final int DEFAULT_SIZE = 3;
    private static final int MOST_ROUNDS = 5;

    GroupsResult groups(QueryPointGroups request) throws IOException {
        ErrorStatus.unsupportedIf(request.hasShardKeySelector(), "A shard key");
        ErrorStatus.unsupportedIf(request.hasWithLookup(), "A lookup of groups in another collection");
        if (request.hasTimeout()) {
            QueryLimits.atLeastOne("timeout", request.getTimeout());
        }
        collection.schema().checkNames(request.getWithVectors());
        PointGroups.Shape shape = new PointGroups.Shape(
                request.hasLimit() ? QueryLimits.of("limit", request.getLimit()) : QueryLimits.DEFAULT,
                request.hasGroupSize() ? QueryLimits.of("group_size", request.getGroupSize()) : DEFAULT_SIZE);
        PrefetchQuery stage = RootStage.of(request, shape);
        PointGroups groups = new PointGroups(shape, new StagedQuery(collection, snapshot).comparator(stage));
        find(new Key(request.getGroupBy(), PayloadPath.parse(request.getGroupBy())), stage, groups);
        return shown(groups.best(), PointSelection.of(request.getWithPayload(), request.getWithVectors()));
    }

    /** The field to group by, as conditions name it and as payloads are read. */
    private record Key(String text, PayloadPath path) {}

    private void find(Key key, PrefetchQuery stage, PointGroups groups) throws IOException {
        boolean found = true;
        for (int round = 0; found && round < MOST_ROUNDS && !groups.areEnough(); round++) {
            found = ask(key, stage, except(groups.full().toList()), groups);
        }
        found = true;
        for (int round = 0; found && round < MOST_ROUNDS && !groups.areEnough(); round++) {
            found = ask(key, stage, any(groups.bestButNotFull().toList()), groups);
        }
    }

    /** Whether there were points that had not been asked for before. */
    private boolean ask(Key key, PrefetchQuery stage, List<Match> matches, PointGroups groups) throws IOException {
        Filter.Builder filter = Filter.newBuilder()
                .addMustNot(Condition.newBuilder()
                        .setIsEmpty(IsEmptyCondition.newBuilder().setKey(key.text())));
        if (!groups.seen().isEmpty()) {
            HasIdCondition.Builder seen = HasIdCondition.newBuilder();
            groups.seen().forEach(point -> seen.addHasId(PointKey.read(point)));
            filter.addMustNot(Condition.newBuilder().setHasId(seen));
        }
        for (Match match : matches) {
            filter.addMust(Condition.newBuilder()
                    .setField(FieldCondition.newBuilder().setKey(key.text()).setMatch(match)));
        }
        Filter narrowed = StagedQuery.both(stage.getFilter(), filter.build());
        List<PointCandidate> points = new StagedQuery(collection, snapshot)
                .run(stage.toBuilder().setFilter(narrowed).build());
        for (PointCandidate point : points) {
            groups.add(point, snapshot.values(point, key.path()));
        }
        return !points.isEmpty();
    }

    private static List<Match> except(List<GroupId> ids) {
        RepeatedStrings texts = texts(ids);
        RepeatedIntegers numbers = numbers(ids);
        List<Match> matches = new ArrayList<>();
        if (texts.getStringsCount() > 0) {
            matches.add(Match.newBuilder().setExceptKeywords(texts).build());
        }
        if (numbers.getIntegersCount() > 0) {
            matches.add(Match.newBuilder().setExceptIntegers(numbers).build());
        }
        return matches;
    }

    private static List<Match> any(List<GroupId> ids) {
        RepeatedStrings texts = texts(ids);
        RepeatedIntegers numbers = numbers(ids);
        List<Match> matches = new ArrayList<>();
        if (texts.getStringsCount() > 0) {
            matches.add(Match.newBuilder().setKeywords(texts).build());
        }
        if (numbers.getIntegersCount() > 0) {
            matches.add(Match.newBuilder().setIntegers(numbers).build());
        }
        return matches;
    }

    private static RepeatedStrings texts(List<GroupId> ids) {
        RepeatedStrings.Builder texts = RepeatedStrings.newBuilder();
        ids.stream().filter(GroupId::hasStringValue).forEach(id -> texts.addStrings(id.getStringValue()));
        return texts.build();
    }

    private static RepeatedIntegers numbers(List<GroupId> ids) {
        RepeatedIntegers.Builder numbers = RepeatedIntegers.newBuilder();
        for (GroupId id : ids) {
            if (!id.hasStringValue()) {
                numbers.addIntegers(id.hasUnsignedValue() ? id.getUnsignedValue() : id.getIntegerValue());
            }
        }
        return numbers.build();
    }

    private GroupsResult shown(Map<GroupId, List<PointCandidate>> groups, PointSelection selection) throws IOException {
        GroupsResult.Builder result = GroupsResult.newBuilder();
        for (Map.Entry<GroupId, List<PointCandidate>> group : groups.entrySet()) {
            result.addGroups(PointGroup.newBuilder()
                    .setId(group.getKey())
                    .addAllHits(snapshot.scored(group.getValue(), selection)));
        }
        return result.build();
    }
}
