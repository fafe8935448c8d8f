/** What runs while the application is built, and never in the service. */
@NullMarked
package dev.lockstep.build;

import org.jspecify.annotations.NullMarked;
