from gongkai.catalogue import actions as c
def test_x(published, clerk):
    public = published()
    obj = public.get_latest_revision_as_object()
    obj.body = "<p>改</p>"
    c.revise(item=obj, by=clerk, base_revision=public.latest_revision_id, attachments=[])
    public.refresh_from_db()
    assert public.live and "正文" in public.body
    assert public.has_unpublished_changes
