/** Tests of the contract kit: small correct plugins pass every rule, and each rule is failed by a plugin broken on purpose. */
@NullMarked
package io.levibot.api.contract;

import org.jspecify.annotations.NullMarked;
