/** Rows of keys. */
@NullMarked
package dev.lockstep.stores.catalog.access;

import org.jspecify.annotations.NullMarked;
