package dev.lockstep.web.conversations;

import dev.lockstep.domain.Role;

/** The role that says a message, as it is written on the wire. */
@SuppressWarnings("java:S115")
public enum RoleBody {
    user,
    assistant,
    system,
    tool;

    Role role() {
        return switch (this) {
            case user -> Role.USER;
            case assistant -> Role.ASSISTANT;
            case system -> Role.SYSTEM;
            case tool -> Role.TOOL;
        };
    }

    static RoleBody of(Role role) {
        return switch (role) {
            case USER -> user;
            case ASSISTANT -> assistant;
            case SYSTEM -> system;
            case TOOL -> tool;
        };
    }
}
