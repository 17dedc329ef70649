package cloud.azure;

import java.util.Set;

/// Which of Azure's codes say that there is none of it here and now, so that another size, zone or region may
/// do.
public final class Capacity {
    private static final Set<String> CODES = Set.of(
            "SkuNotAvailable",
            "AllocationFailed",
            "ZonalAllocationFailed",
            "OverconstrainedAllocationRequest",
            "OverconstrainedZonalAllocationRequest",
            "QuotaExceeded",
            "ResourceQuotaExceeded",
            "PublicIPCountLimitReached",
            "NotAvailableForSubscription",
            "ZonesNotAvailableForRequest",
            "LocationNotAvailableForResourceType",
            "ProvisionNotSupportedForRegion");

    private Capacity() {}

    /// Whether `code`, of a refusal or a failure, is one of them.
    public static boolean isCapacity(String code) {
        return CODES.contains(code);
    }
}
