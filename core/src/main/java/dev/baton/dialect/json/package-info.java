/** JSON as clients and providers send it: bytes in which single values are read and replaced, and fields that name themselves. */
@NullMarked
package dev.baton.dialect.json;

import org.jspecify.annotations.NullMarked;
