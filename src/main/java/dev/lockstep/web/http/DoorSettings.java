package dev.lockstep.web.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The settings that say from which pages and by which names the service may be asked. */
@ConfigMapping(prefix = "lockstep.http")
interface DoorSettings {

    /**
     * Names beside the loopback ones that requests may have in {@code Host}, without a port. While the service listens on loopback
     * only, others are refused; elsewhere, all names are taken unless some are listed.
     */
    Optional<List<String>> hosts();

    /** Origins of pages, such as {@code https://console.example.org}, beside its own from which the service may be written to. */
    Optional<List<String>> origins();
}
