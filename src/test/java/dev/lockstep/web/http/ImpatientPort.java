package dev.lockstep.web.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A port that soon loses patience, and takes few clients that follow events. */
public class ImpatientPort implements QuarkusTestProfile {

    static final int FOLLOWERS = 2;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.idle-timeout", "2s",
                "lockstep.http.body-timeout", "2s",
                "lockstep.http.upload-timeout", "2s",
                "lockstep.events.max-followers", Integer.toString(FOLLOWERS));
    }
}
